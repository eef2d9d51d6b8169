"""Web forms for authors: a form for each kind of file out of the model, and the desk that reads and writes the files.

model -> form.fields -> config.config      what Decap CMS shows
file  -> shape.to_form -> browser -> shape.changes -> writer   only what was typed changes in the file
"""
