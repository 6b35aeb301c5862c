"""Views of the public, and of the administrator who keeps its pages."""
