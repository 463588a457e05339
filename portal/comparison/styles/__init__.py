"""House styles from the outside: `files` reads and writes them as JSON, `rules` says what is wrong with one."""
