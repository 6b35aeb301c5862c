"""The set-up of the portal: what `make` calls. Standard library only, since it runs before anything is installed."""
