"""The clerk: meetings of the Panel with their deadlines, agendas and papers, and the work programme."""
