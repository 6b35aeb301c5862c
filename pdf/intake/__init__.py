"""Takes in PDFs from outside: refused in a sentence, or cleaned and described; `take.py` is its door, called by meetings.

What stands in a file from outside is believed of nobody: each dictionary keeps what is named here, and loses the rest.
"""
