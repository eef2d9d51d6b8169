"""What an editor shows in the files, asked of the language server that editors run."""
