// Made from src/kernel/python/*.py by `npm run build:python`; not to be edited.
