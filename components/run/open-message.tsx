"use client"

import { dissect } from "#tls/anatomy"
import type { LadderRow } from "./ladder-view.tsx"
import { MessageAnatomy } from "./message-anatomy.tsx"

/** The inside of a message: its fields beside its bytes. */
export function OpenMessage({ row }: { readonly row: LadderRow }) {
	return (
		<div className="my-1 rounded-md border border-line bg-surface-raised px-3 py-3">
			{row.bytes === "" ? (
				<p className="text-ink-soft text-sm">{notKept(row)}</p>
			) : (
				<MessageAnatomy
					name={row.name}
					fields={dissect(row.name, row.bytes)}
					hex={row.bytes}
					length={row.length}
				/>
			)}
		</div>
	)
}

function notKept(row: LadderRow): string {
	if (row.problem !== undefined) return `The bytes of this message were not kept. ${row.problem}`
	return row.name === "ApplicationData"
		? "What both sides said after the handshake is not kept: it may hold tokens."
		: "The bytes of this message were not kept."
}
