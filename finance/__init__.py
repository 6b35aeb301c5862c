"""The quarter's finance statements: tables of columns, rows and figures, and the notes that explain them."""
