import { existsSync, readFileSync } from "node:fs"
import { z } from "zod"
import { explain } from "#diagnosis/explain/explain"
import { notSecurity } from "#diagnosis/explain/not-security"
import { coreMessages } from "#diagnosis/explain/testing/core-messages"
import { dotnetMessages } from "#diagnosis/explain/testing/dotnet-messages"
import { goMessages } from "#diagnosis/explain/testing/go-messages"
import { heldMessages } from "#diagnosis/explain/testing/held-messages"
import { javaMessages } from "#diagnosis/explain/testing/java-messages"
import { mixedMessages } from "#diagnosis/explain/testing/mixed-messages"
import { nodeMessages } from "#diagnosis/explain/testing/node-messages"
import { proxyMessages } from "#diagnosis/explain/testing/proxy-messages"
import { readMessages } from "#diagnosis/explain/testing/read-messages"
import { rustMessages } from "#diagnosis/explain/testing/rust-messages"
import type { AccuracyFigure, Measure } from "./figure.ts"

const path = "../shared/corpus/errors.jsonl"
const rowSchema = z.object({
	id: z.string(),
	emitter: z.enum(["client", "server", "proxy", "agent"]),
	text: z.string(),
	cause: z.string(),
	also: z.array(z.string()),
})
type Row = z.infer<typeof rowSchema>

/** The lines that this repository keeps as a test; it was mended until they were right, so they prove no more than that. */
function ownRows(): readonly Row[] {
	const tables = {
		goMessages,
		coreMessages,
		javaMessages,
		nodeMessages,
		rustMessages,
		dotnetMessages,
		proxyMessages,
		mixedMessages,
		heldMessages,
	}
	return Object.entries(tables).flatMap(([name, table]) =>
		readMessages(table).map(({ emitter, causes: [cause = "", ...also], text }, index) => ({
			id: `${name} ${index + 1}`,
			emitter,
			text,
			cause,
			also,
		})),
	)
}

/** First causes of real error messages against those that were confirmed. */
export const measureErrors: Measure = async () => {
	if (!existsSync(path)) return []
	const rows = readFileSync(path, "utf8")
		.trim()
		.split("\n")
		.map((line) => rowSchema.parse(JSON.parse(line)))
	return [
		figure(
			ownRows(),
			"first causes that the text allows, of the lines in this repository",
			0.95,
			(row) => [row.cause, ...row.also].includes(firstOf(row)?.rule ?? ""),
			"explain/testing",
		),
		figure(rows, "first causes that the text allows", 0.98, (row) =>
			[row.cause, ...row.also].includes(firstOf(row)?.rule ?? ""),
		),
		figure(rows, "first causes that are the confirmed one", 0.85, (row) => firstOf(row)?.rule === row.cause),
		figure(
			rows.filter((row) => notSecurity.has(row.cause)),
			"texts that are no security problem and are not called one",
			1,
			(row) => {
				const first = firstOf(row)
				return first === undefined || notSecurity.has(first.rule) || first.confidence <= 0.5
			},
		),
	]
}

function firstOf(row: Row) {
	return explain(row.text, row.emitter).causes[0]
}

function figure(
	rows: readonly Row[],
	what: string,
	goal: number,
	isRight: (row: Row) => boolean,
	suite = "corpus/errors.jsonl",
): AccuracyFigure {
	const wrong = rows.filter((row) => !isRight(row))
	const failures = wrong.map((row) => {
		const first = firstOf(row)
		const got = first === undefined ? "nothing" : `${first.rule} (${first.confidence})`
		return { id: row.id, text: `${got} where ${row.cause} was confirmed` }
	})
	return {
		suite,
		what,
		right: rows.length - wrong.length,
		of: rows.length,
		goal,
		failures,
	}
}
