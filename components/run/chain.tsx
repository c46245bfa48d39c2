"use client"

import { Link2, Link2Off, type LucideIcon, Unlink } from "lucide-react"
import { cn } from "#components/ui/class-names"
import { meanings, toneClasses } from "#components/ui/meaning"
import { RuleLink } from "#components/ui/rule-link"
import { Status } from "#components/ui/status"
import { ChainCertificate } from "./chain-certificate.tsx"
import { ChainRuntimes } from "./chain-runtimes.tsx"
import { ChainTried } from "./chain-tried.tsx"
import type { ChainLink, ChainView } from "./chain-view.tsx"
import { EmptyTab } from "./empty-tab.tsx"

/** The chain from the leaf down to the trust anchor: every link holds, is broken with the reason, or is missing. */
export function Chain({
	view,
	emptyReason,
	marked,
	isFile = false,
}: {
	readonly view: ChainView | undefined
	readonly emptyReason: string
	/** Position on the wire of the certificate that evidence points to. */
	readonly marked: number | undefined
	/** True when the certificates were given as files: then nobody sent them. */
	readonly isFile?: boolean
}) {
	if (view === undefined) return <EmptyTab>{emptyReason}</EmptyTab>
	return (
		<div className="max-w-5xl">
			<Summary view={view} isFile={isFile} />
			<ol aria-label="Certificate chain" className="mt-3">
				{view.nodes.map((node) => (
					<li key={node.key} className="break-inside-avoid">
						<ChainCertificate
							node={node}
							isMarked={node.sent !== undefined && node.sent === marked}
							isFile={isFile}
						/>
						{node.link === undefined ? null : (
							<LinkLine link={node.link} otherAnchors={view.otherAnchors} isFile={isFile} />
						)}
					</li>
				))}
			</ol>
			{view.strangers.length === 0 ? null : (
				<section className="mt-6">
					<h2 className="mb-2 font-semibold text-ink-soft text-sm">
						{isFile ? "Given" : "Sent"}, but part of no link ({view.strangers.length})
					</h2>
					<ol className="flex flex-col gap-2">
						{view.strangers.slice(0, strangersMax).map((node) => (
							<li key={`${node.key} ${node.sent}`}>
								<ChainCertificate node={node} isMarked={node.sent === marked} isFile={isFile} />
							</li>
						))}
					</ol>
					{view.strangers.length > strangersMax ? (
						<p className="mt-2 text-ink-faint text-sm">
							{view.strangers.length - strangersMax} more are not drawn.
						</p>
					) : null}
				</section>
			)}
			{view.runtimes === undefined ? null : <ChainRuntimes view={view.runtimes} isFile={isFile} />}
		</div>
	)
}

const strangersMax = 20

const verdictLooks = {
	accepted: { meaning: meanings.secure, word: "The chain holds." },
	"wrong-name": { meaning: meanings.broken, word: "The chain holds, but it is not for the expected name." },
	rejected: { meaning: meanings.broken, word: "The chain does not hold." },
} as const

function Summary({ view, isFile }: { readonly view: ChainView; readonly isFile: boolean }) {
	return (
		<div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
			{view.verdict === undefined ? (
				<Status meaning={meanings.unknown} word="not judged" />
			) : (
				<Status {...verdictLooks[view.verdict]} />
			)}
			{view.trustSource === undefined ? null : (
				<span className="text-ink-soft wrap-anywhere">Trust anchors: {view.trustSource}.</span>
			)}
			{view.openssl === undefined ? null : (
				<span className="text-ink-faint">
					OpenSSL says <span className="font-mono text-xs">{view.openssl}</span>.
				</span>
			)}
			{view.opensslDifference === undefined ? null : (
				<span className="w-full text-ink-soft wrap-anywhere">{view.opensslDifference}</span>
			)}
			{view.faults.map((fault) => (
				<span key={`${fault.rule} ${fault.text}`} className="w-full text-broken wrap-anywhere">
					{fault.text} <RuleLink rule={fault.rule} isAside={isFile} />
				</span>
			))}
		</div>
	)
}

const linkLooks = {
	solid: { icon: Link2, text: "text-ink-faint", rail: "border-secure border-solid" },
	broken: { icon: Unlink, text: toneClasses.broken.text, rail: "border-broken border-dotted" },
	missing: { icon: Link2Off, text: toneClasses.broken.text, rail: "border-broken border-dashed" },
	unjudged: { icon: Link2, text: "text-ink-faint", rail: "border-line-strong border-dashed" },
} as const satisfies Record<
	ChainLink["state"],
	{ readonly icon: LucideIcon; readonly text: string; readonly rail: string }
>

const linkWords = {
	solid: "Link holds.",
	broken: "Link is broken.",
	missing: "Link is missing.",
	unjudged: "Link not judged.",
} as const satisfies Record<ChainLink["state"], string>

function LinkLine({
	link,
	otherAnchors,
	isFile,
}: {
	readonly link: ChainLink
	readonly otherAnchors: number
	readonly isFile: boolean
}) {
	const look = linkLooks[link.state]
	const Icon = look.icon
	return (
		<div data-link={link.state} className="flex min-h-9 items-stretch gap-3 pl-5">
			<span aria-hidden="true" className={cn("border-l-2", look.rail)} />
			<div className="min-w-0 py-1.5">
				<p className={cn("flex min-w-0 items-start gap-2 text-sm", look.text)}>
					<Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
					<span className="min-w-0 max-w-prose wrap-anywhere">
						<span className="sr-only">{linkWords[link.state]} </span>
						{link.text} {link.rule === undefined ? null : <RuleLink rule={link.rule} isAside={isFile} />}
					</span>
				</p>
				<ChainTried link={link} otherAnchors={link.state === "solid" ? 0 : otherAnchors} isFile={isFile} />
			</div>
		</div>
	)
}
