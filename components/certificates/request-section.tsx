import type { ReactNode } from "react"
import { SectionHeading } from "#components/ui/heading"
import { Mono } from "#components/ui/mono"
import { absoluteWords } from "#components/ui/time"
import type { RequestFacts, RevocationFacts } from "./inspection.tsx"

const shown = 20

/** Certificate requests and revocation lists: whom they are about. */
export function RequestSection({
	requests,
	revocations,
}: {
	readonly requests: readonly RequestFacts[]
	readonly revocations: readonly RevocationFacts[]
}) {
	return (
		<>
			{requests.length === 0 ? null : (
				<section aria-label="Certificate requests">
					<SectionHeading>Certificate requests</SectionHeading>
					<ul className="border-line border-b">
						{requests.slice(0, shown).map((request) => (
							<Entry key={`${request.file} ${request.subject}`} file={request.file}>
								<p>
									Asks for a certificate for <Mono>{requestedName(request)}</Mono>. Its key is{" "}
									{request.keyType}.
								</p>
								<p className={request.signature === "invalid" ? "text-broken" : "text-ink-soft text-sm"}>
									{signatureWords[request.signature]}
								</p>
								<p className="text-ink-soft text-sm">{ownKeyWords(request.hasKey)}</p>
								{request.asksFor.length === 0 ? null : (
									<p className="text-ink-soft text-sm">
										It asks for the extensions <Mono>{request.asksFor.slice(0, shown).join(", ")}</Mono>
										{request.isCa ? ", and to be a CA" : ""}.
									</p>
								)}
							</Entry>
						))}
					</ul>
				</section>
			)}
			{revocations.length === 0 ? null : (
				<section aria-label="Revocation lists">
					<SectionHeading>Revocation lists</SectionHeading>
					<ul className="border-line border-b">
						{revocations.slice(0, shown).map((list) => (
							<Entry
								key={`${list.file} ${list.issuer} ${list.thisUpdate}`}
								file={list.file}
								problem={list.problem}
							>
								<p>
									<Mono>{list.issuer}</Mono> revokes {list.entries.toLocaleString("en")}{" "}
									{list.entries === 1 ? "certificate" : "certificates"}.
								</p>
								<p className="text-ink-soft text-sm">{periodWords(list)}</p>
							</Entry>
						))}
					</ul>
				</section>
			)}
		</>
	)
}

function Entry({
	file,
	problem,
	children,
}: {
	readonly file: string
	readonly problem?: string | undefined
	readonly children: ReactNode
}) {
	return (
		<li className="border-line border-t py-2 wrap-anywhere">
			{problem === undefined ? children : <p className="text-broken">{problem}</p>}
			<p className="text-ink-faint text-sm">
				<Mono>{file}</Mono>
			</p>
		</li>
	)
}

const signatureWords = {
	valid: "Its signature verifies with its own key: who asks has the private key.",
	invalid:
		"Its signature does not verify with its own key: it was changed, or who asks has not the private key.",
	unsupported: "Its signature is of a kind that is not checked here.",
} as const satisfies Record<RequestFacts["signature"], string>

function requestedName({ names, subject }: RequestFacts): string {
	if (names.length > 0) return names.slice(0, 20).join(", ")
	return subject === "" ? "nobody" : subject
}

function ownKeyWords(hasKey: boolean | undefined): string {
	if (hasKey === undefined) return "Give its private key as well to see whether they belong together."
	return hasKey
		? "The private key that was given made it."
		: "None of the private keys that were given made it."
}

function periodWords({ thisUpdate, nextUpdate }: RevocationFacts): string {
	if (thisUpdate === undefined) return ""
	const until =
		nextUpdate === undefined ? "with no word when the next one comes" : `next by ${absoluteWords(nextUpdate)}`
	return `Made at ${absoluteWords(thisUpdate)}, ${until}.`
}
