import type { Metadata } from "next"
import { type EmitterChoice, ExplainScreen } from "#components/explain/explain-screen"
import { explain } from "#diagnosis/explain/explain"
import { rules } from "#diagnosis/rules"
import { listEndpointRows } from "#server/queries"
import { startCheck, stopRun } from "../actions/check.ts"
import { explainText } from "../actions/explain.ts"

export const metadata: Metadata = { title: "Explain" }

const emitters: readonly Exclude<EmitterChoice, "unsaid">[] = ["client", "server", "proxy", "agent"]

/** What an error text means. `?text=` is explained at once, `?emitter=` says who printed it. */
export default async function ExplainPage({ searchParams }: PageProps<"/explain">) {
	const { text, emitter, from } = await searchParams
	const given = typeof text === "string" && text.trim() !== "" ? text : undefined
	const printedBy = emitters.find((each) => each === emitter)
	const endpoints = (await listEndpointRows()).map(({ id, name, target }) => ({ id, name, target }))
	return (
		<ExplainScreen
			key={`${given ?? ""} ${from === "field" ? "field" : ""}`}
			initial={given === undefined ? undefined : { text: given, explanation: explain(given, printedBy) }}
			emitter={printedBy ?? "unsaid"}
			isFromField={from === "field"}
			titles={Object.fromEntries(rules.map(({ id, title, severity }) => [id, { title, severity }]))}
			explainText={explainText}
			actions={{ startCheck, stopRun, endpoints }}
		/>
	)
}
