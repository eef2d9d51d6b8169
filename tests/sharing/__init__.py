"""What a page is to those who do not read it: a link in a chat, a search engine, a sheet of paper."""
