"""What is seen from every stage: clocks, alerts, the checklist. The only maker of alerts."""
