"""The ground floor for PDF: finishing tags, joining, stamping and inspecting; the only importer of pikepdf, and it imports nobody of the project."""
