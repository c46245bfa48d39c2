"use client"

import { Lock, LockOpen } from "lucide-react"
import { Mono } from "#components/ui/mono"
import { Time } from "#components/ui/time"
import { ValidityBar } from "#components/ui/validity-bar"
import { DeleteKept } from "./delete-kept.tsx"
import { IssueFromKept } from "./issue-from-kept.tsx"
import type { AskToIssue, KeptCa } from "./keeping-types.tsx"

/** The CAs that are kept in the workspace: each with its expiry, a way to issue from it, and a way to delete it. */
export function KeptAuthorities({
	authorities,
	issue,
	remove,
}: {
	readonly authorities: readonly KeptCa[]
	readonly issue: AskToIssue
	/** Undefined when it is done, otherwise a sentence. */
	readonly remove: (sha256: string) => Promise<string | undefined>
}) {
	return (
		<ul aria-label="Kept CAs" className="border-line border-b">
			{authorities.map((authority) => (
				<li key={authority.sha256} className="border-line border-t py-3">
					<div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
						<h3 className="min-w-0 font-medium">
							<Mono>{authority.subject}</Mono>
						</h3>
						<ValidityBar notBefore={authority.notBefore} notAfter={authority.notAfter} />
					</div>
					<p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-soft text-sm">
						<span>{authority.keyType}</span>
						<span className="inline-flex items-center gap-1.5">
							{authority.isEncrypted ? (
								<Lock aria-hidden className="size-3.5" />
							) : (
								<LockOpen aria-hidden className="size-3.5" />
							)}
							{authority.isEncrypted ? "key encrypted" : "key not encrypted"}
						</span>
						<span>
							kept <Time iso={authority.keptAt} quiet />
						</span>
					</p>
					<p className="mt-1 text-ink-faint text-xs">
						SHA-256 <Mono>{authority.sha256}</Mono>
					</p>
					<div className="mt-2 flex flex-col gap-1">
						<IssueFromKept authority={authority} issue={issue} />
						<DeleteKept authority={authority} remove={() => remove(authority.sha256)} />
					</div>
				</li>
			))}
		</ul>
	)
}
