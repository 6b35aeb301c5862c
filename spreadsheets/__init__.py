"""The ground for workbooks: reads an uploaded .xlsx or .ods into plain cells, in a process of its own, and imports nobody."""
