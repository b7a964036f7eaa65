"""Remote media: probes clips and pictures at http and https addresses with few, small requests. Sends no key and no cookie."""
