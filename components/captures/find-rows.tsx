import { byUrgency, type CapturedRow } from "#report/captured-table"

/** Which connections of a file are listed. */
export interface ConnectionQuery {
	readonly text: string
	readonly isProblemsOnly: boolean
	/** Also those that carry neither TLS nor HTTP/2. */
	readonly withOthers: boolean
}

/** The rows that are listed, problems first, and how many are not. */
export interface FoundRows {
	readonly rows: readonly CapturedRow[]
	readonly total: number
	readonly problems: number
	readonly others: number
}

/** Finds the connections that carry every word of the query. A file without TLS and HTTP/2 is listed as it is. */
export function findRows(rows: readonly CapturedRow[], query: ConnectionQuery): FoundRows {
	const others = rows.filter((row) => !row.isJudged).length
	const withOthers = query.withOthers || others === rows.length
	const words = query.text.toLowerCase().split(/\s+/).filter(Boolean)
	const listed = rows.filter(
		(row) =>
			(withOthers || row.isJudged) &&
			(!query.isProblemsOnly || isProblem(row)) &&
			words.every((word) => textOf(row).includes(word)),
	)
	return { rows: listed.sort(byUrgency), total: rows.length, problems: rows.filter(isProblem).length, others }
}

function isProblem({ verdict }: CapturedRow): boolean {
	return verdict === "broken" || verdict === "attention"
}

function textOf(row: CapturedRow): string {
	return `#${row.index} ${row.client} ${row.server} ${row.target} ${row.protocol} ${row.sentence}`.toLowerCase()
}
