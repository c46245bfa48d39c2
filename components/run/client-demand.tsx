import { cn } from "#components/ui/class-names"
import { SectionHeading } from "#components/ui/heading"
import { choiceMeanings, toneClasses } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { ChoiceVerdict } from "#diagnosis/finding"
import { Authorities } from "./authorities.tsx"

const verdictMeaning = {
	chosen: choiceMeanings.fits,
	"not-chosen": choiceMeanings.mismatch,
	unknown: choiceMeanings.unknown,
	"not-asked": choiceMeanings.unknown,
	"no-certificate": choiceMeanings.unknown,
} as const satisfies Record<ChoiceVerdict["verdict"], unknown>

const checkWords = {
	issuer: "Issuer",
	"signature-scheme": "Signature scheme",
	eku: "Extended key usage",
	validity: "Validity",
	"key-usage": "Key usage",
} as const satisfies Record<ChoiceVerdict["checks"][number]["about"], string>

/** What a client must bring, and whether the endpoint's own certificate would be chosen, check by check. */
export function ClientDemand({ choice }: { readonly choice: ChoiceVerdict }) {
	const { asked, checks, runtimes, text, verdict } = choice
	const meaning = verdictMeaning[verdict]
	const Icon = meaning.icon
	return (
		<div className="grid items-start gap-x-10 gap-y-7 lg:grid-cols-2">
			<section aria-label="Your certificate" className="min-w-0">
				<SectionHeading>Would your certificate be chosen?</SectionHeading>
				<p className="flex gap-2 border-line border-t pt-2">
					<Icon aria-hidden className={cn("mt-0.5 size-4.5 shrink-0", toneClasses[meaning.tone].text)} />
					<span className="min-w-0 font-medium wrap-anywhere">{text}</span>
				</p>
				{checks.length === 0 ? null : (
					<ul className="mt-3 border-line border-t">
						{checks.map((check) => (
							<li
								key={`${check.about} ${check.text}`}
								className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-line border-b py-1.5 text-sm sm:grid-cols-[9rem_7rem_minmax(0,1fr)]"
							>
								<span>{checkWords[check.about]}</span>
								<Status meaning={choiceMeanings[check.verdict]} className="self-start" />
								<span className="min-w-0 text-ink-soft wrap-anywhere max-sm:col-span-2">{check.text}</span>
							</li>
						))}
					</ul>
				)}
				{runtimes === undefined ? null : (
					<>
						<h4 className="mt-4 mb-1 text-ink-faint text-sm">What clients do with it</h4>
						<ul className="flex flex-col gap-1 text-ink-soft text-sm">
							{runtimes.map(({ label, text: does, source }) => (
								<li key={label} className="wrap-anywhere">
									{does} <span className="text-ink-faint text-xs">{source}</span>
								</li>
							))}
						</ul>
					</>
				)}
			</section>
			{asked === undefined ? null : (
				<section aria-label="What a client must bring" className="min-w-0">
					<SectionHeading
						level={3}
						aside={
							<span className="text-ink-faint text-sm">
								CertificateRequest of TLS {asked.versions.join(" and ")}
							</span>
						}
					>
						What a client must bring
					</SectionHeading>
					<div className="border-line border-t pt-2">
						<h4 className="mb-1 text-ink-faint text-sm">
							{authoritiesHeading(asked.certificateAuthorities.length)}
						</h4>
						<Authorities names={asked.certificateAuthorities} />
						<h4 className="mt-4 mb-1 text-ink-faint text-sm">
							{schemesHeading(asked.signatureSchemes.length)}
						</h4>
						<ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
							{asked.signatureSchemes.map((scheme) => (
								<li key={scheme}>
									<Mono>{scheme}</Mono>
								</li>
							))}
						</ul>
					</div>
				</section>
			)}
		</div>
	)
}

function authoritiesHeading(count: number): string {
	if (count === 0) return "Issued by"
	return count === 1
		? "Issued by the one acceptable authority"
		: `Issued by one of ${count} acceptable authorities`
}

function schemesHeading(count: number): string {
	return count === 1 ? "Signing with the one scheme" : `Signing with one of ${count} schemes`
}
