"""The ground for PDFs: finishing tags, joining, stamping and inspecting; the only importer of pikepdf, and it imports nobody."""
