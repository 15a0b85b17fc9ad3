"""Publishing: figures that know what they are, and the folder of a run that appears whole or not at all."""
