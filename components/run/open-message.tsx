"use client"

import type { LadderRow } from "./ladder-rows.tsx"
import { MessageAnatomy } from "./message-anatomy.tsx"

/** The inside of a message: fields and bytes. */
export function OpenMessage({ row }: { readonly row: LadderRow }) {
	return (
		<div className="my-1 border-line border-y bg-surface-raised px-3 py-3">
			{row.bytes === "" ? (
				<p className="text-ink-soft text-sm">
					The bytes of this message were not kept.{row.problem === undefined ? "" : ` ${row.problem}`}
				</p>
			) : (
				<MessageAnatomy name={row.name} fields={[]} hex={row.bytes} length={row.length} />
			)}
		</div>
	)
}
