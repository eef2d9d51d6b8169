"""What others keep, as YAML: spreadsheets of finance, lists of transactions, and files of IATI.

    guard.unpack   limits on size, before anything else opens a file
    book.read      .xlsx and .ods -> Book: the values of every cell, and why some have none
    workbook       the template: sheets made from the model, with the figures that are there already
    spreadsheet    Book -> changes of a report
    transactions   rows of money -> a CSV beside the report, summed
    iati           activities of IATI 2.03 -> a program and its reports

Each gives a `Proposal`: files before and after, and findings that name their cell or line. Nothing is written here.
"""
