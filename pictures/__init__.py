"""The ground for pictures: takes in an uploaded PNG or JPEG and draws it anew, in a process of its own, and imports nobody."""
