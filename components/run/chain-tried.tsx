import { Mono } from "#components/ui/mono"
import { RuleLink } from "#components/ui/rule-link"
import { type ChainLink, shortName } from "./chain-view.tsx"

/** Who was looked at as the issuer of the certificate above, and why each was not taken. Nothing when nobody was. */
export function ChainTried({
	link,
	otherAnchors,
	isFile,
}: {
	readonly link: ChainLink
	/** Trust anchors of another name, which are not told one by one. */
	readonly otherAnchors: number
	readonly isFile: boolean
}) {
	const { rejected, state } = link
	const count = rejected.length + otherAnchors
	if (count === 0) return null
	return (
		<details open={state !== "solid" && rejected.length > 0} className="mt-1 ml-6 text-sm">
			<summary className="min-h-6 cursor-pointer text-ink-soft">
				{count === 1 ? "One other certificate was" : `${count.toLocaleString("en")} other certificates were`}{" "}
				looked at as issuer and not taken
			</summary>
			<ul aria-label="Issuers that were tried" className="mt-1 flex flex-col gap-1.5">
				{rejected.map(({ candidate, reasons }) => (
					<li key={candidate.sha256} className="min-w-0 wrap-anywhere">
						<Mono>{shortName(candidate.subject)}</Mono>{" "}
						<span className="text-ink-faint">
							{candidate.isAnchor ? "trust anchor" : "beside it"},{" "}
							<Mono>{candidate.sha256.slice(0, 16)}</Mono>
						</span>
						{reasons.map(({ rule, text }) => (
							<span key={`${rule} ${text}`} className="block text-ink-soft">
								{text} <RuleLink rule={rule} isAside={isFile} />
							</span>
						))}
					</li>
				))}
				{otherAnchors === 0 ? null : (
					<li className="text-ink-soft">
						{otherAnchors.toLocaleString("en")} trust anchors: each carries another name than the issuer that
						was looked for.
					</li>
				)}
			</ul>
		</details>
	)
}
