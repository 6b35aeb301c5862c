"""The roof: settings, addresses and the WSGI door. It holds no rules."""
