"""What networks make of small pictures of a film: files of the user's, run by ONNX Runtime; nothing is ever fetched."""
