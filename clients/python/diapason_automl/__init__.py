"""AutoML for tables: the Python side of `diapason automl`. README.md beside this file says what goes over the wire."""
