"""The reader's floor: records become one report document, and from it come the pages, the PDF and the data file."""
