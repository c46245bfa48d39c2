import type { ReactNode } from "react"
import { cn } from "#components/ui/class-names"
import { type Meaning, meanings, toneClasses } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { TextPair } from "./align-texts.tsx"
import type { IdentityView, ServerIdentity } from "./identity-view.tsx"

const matchMeanings = {
	matched: { ...meanings.secure, word: "as expected" },
	different: { ...meanings.broken, word: "not the expected one" },
	"not-expected": { ...meanings.unknown, word: "nothing was expected" },
} as const satisfies Record<ServerIdentity["match"], Meaning>

/** Who proved to be whom: the server at the left, we at the right; wanted and got aligned where they differ. */
export function Identity({ view }: { readonly view: IdentityView }) {
	const { server, own } = view
	const ownTitle = view.isCaptured ? "The client proved to be" : "You proved to be"
	return (
		<div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
			<section aria-label="The server proved to be">
				<h2 className="text-ink-faint text-sm">
					{server.isOnlyClaimed ? "The server claims to be" : "The server proved to be"}
				</h2>
				<Name text={server.identity} />
				<p className="text-ink-soft text-sm">{server.kind}</p>
				{server.isOnlyClaimed && server.identity !== undefined ? (
					<p className="mt-1 text-broken text-sm">
						Its chain does not hold, so this is a claim, not a proof.
					</p>
				) : null}
				<dl className="mt-3 flex flex-col gap-1 text-sm">
					{server.expected === undefined ? null : (
						<Row name="Expected">
							<Mono>{server.expected}</Mono>
						</Row>
					)}
					<Row name="Match">
						<Status meaning={matchMeanings[server.match]} />
						<p className="text-ink-soft">{server.rule}</p>
					</Row>
					{server.names.length === 0 ? null : (
						<Row name="Names it has">
							<Mono>{server.names.slice(0, namesMax).join(", ")}</Mono>
							{server.names.length > namesMax ? ` and ${server.names.length - namesMax} more` : ""}
						</Row>
					)}
				</dl>
				{server.difference === undefined ? null : <Difference pairs={server.difference} />}
			</section>
			<section aria-label={ownTitle}>
				<h2 className="text-ink-faint text-sm">{ownTitle}</h2>
				<Name text={own.identity} />
				<p className="text-ink-soft text-sm">{own.source}</p>
				<dl className="mt-3 flex flex-col gap-1 text-sm">
					<Row name="On the wire">{own.sent}</Row>
					{own.ready === undefined ? null : (
						<Row name="Ready to send">
							<Mono>{own.ready}</Mono>
						</Row>
					)}
					{own.workloadApi === undefined ? null : <Row name="Workload API">{own.workloadApi}</Row>}
					{own.accepts.length === 0 ? null : (
						<Row name="It accepts">
							<ul>
								{own.accepts.slice(0, namesMax).map((name) => (
									<li key={name}>
										<Mono>{name}</Mono>
									</li>
								))}
							</ul>
							{own.accepts.length > namesMax ? ` and ${own.accepts.length - namesMax} more` : ""}
						</Row>
					)}
				</dl>
			</section>
		</div>
	)
}

const namesMax = 40

function Name({ text }: { readonly text: string | undefined }) {
	if (text === undefined) return <p className="py-0.5 font-semibold text-ink-soft text-lg">Nobody</p>
	return (
		<p className="py-0.5 font-semibold text-lg">
			<Mono>{text}</Mono>
		</p>
	)
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
	return (
		<div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
			<dt className="text-ink-faint">{name}</dt>
			<dd className="min-w-0 wrap-anywhere">{children}</dd>
		</div>
	)
}

/** Wanted above got, character by character; what differs is marked, and said in words for screen readers. */
function Difference({ pairs }: { readonly pairs: readonly TextPair[] }) {
	const side = (pick: (pair: TextPair) => string | undefined) =>
		pairs.map((pair) => pick(pair) ?? "").join("")
	const wanted = side((pair) => pair.wanted)
	const got = side((pair) => pair.got)
	return (
		<div className="mt-3 rounded-md border border-line bg-surface-raised p-3">
			<p className="sr-only">
				Wanted {wanted}, got {got}.
			</p>
			<div
				aria-hidden="true"
				className="flex gap-3 font-mono text-sm leading-5 [font-variant-ligatures:none]"
			>
				<span className="text-ink-faint">
					wanted
					<br />
					got
				</span>
				<span className="flex flex-wrap gap-y-2">
					{pairs.map((pair, index) => (
						<span
							// biome-ignore lint/suspicious/noArrayIndexKey: the characters of two fixed texts never move
							key={index}
							className={cn(
								"flex flex-col",
								!pair.isSame && [toneClasses.broken.wash, toneClasses.broken.text, "font-semibold"],
							)}
						>
							<span className="whitespace-pre">{pair.wanted ?? " "}</span>
							<span className="whitespace-pre">{pair.got ?? " "}</span>
						</span>
					))}
				</span>
			</div>
		</div>
	)
}
