"""The office and its plan: pillars, sub-themes, reporting periods, the rating scale, and a sub-theme's quarterly return."""
