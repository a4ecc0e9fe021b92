"""How tables stand on a disk: journal, segments, snapshots, recovery, compaction."""
