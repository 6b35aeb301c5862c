"""The public: how to reach the office, what the law lists about accessibility, how to be told of a new report."""
