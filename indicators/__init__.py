"""Key indicators: what is measured, where it stands in the report, and its readings quarter by quarter."""
