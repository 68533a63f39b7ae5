"""The application: Qt and the loop start here, the profile is opened, pages get a desk. Alone in knowing the deck."""
