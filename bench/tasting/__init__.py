"""What `script/bench taste` needs: real clips labelled by hand, films of them, and the arithmetic of chance."""
