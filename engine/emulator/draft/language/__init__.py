"""Language: what an instruction asks for, in Chinese, English or both; pure, and data wherever it can be."""
