"""Running: the notebooks through papermill, the cache, and the executor of the map step."""
