import type { Ledger } from "@diapason/core"
import { attemptsTable, notesTable } from "./log-tables.ts"
import { metricsTable, objectivesTable, parametersTable, reportsTable, studyTable, trialsTable } from "./study-tables.ts"
import type { Table } from "./table.ts"
import { wideTable } from "./wide-table.ts"

/** The tables whose columns are the same for every study, as docs/data.md describes them. */
export const fixedTables: readonly Table[] = [
  studyTable,
  objectivesTable,
  trialsTable,
  parametersTable,
  metricsTable,
  reportsTable,
  attemptsTable,
  notesTable,
]

/** All tables of a study; the last has a column for each of its metrics and parameters. */
export const tablesOf = (ledger: Ledger): readonly Table[] => [...fixedTables, wideTable(ledger)]
