"""Views of the clerk: the list of meetings, a meeting with agenda and papers, the work programme, deadlines and days."""
