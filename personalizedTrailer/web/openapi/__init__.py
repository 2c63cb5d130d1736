"""The API as an OpenAPI 3.1 document, kept by hand beside the views; tests hold it against routes and answers."""
