import { SectionHeading } from "#components/ui/heading"
import type { Report } from "#report/report"

type Issuer = NonNullable<Report["server"]["issuer"]>

/** Who probably issued the server's certificate, what gave it away, and what usually follows from that. */
export function IssuerSection({ issuer }: { readonly issuer: Issuer }) {
	const { label, confidence, signs, implies, unusual } = issuer
	return (
		<section aria-label="Who issued it" className="mt-8">
			<SectionHeading>Who issued it</SectionHeading>
			<div className="grid gap-x-10 gap-y-3 border-line border-t pt-2 text-sm md:grid-cols-2">
				<div className="min-w-0">
					<p>
						<span className="font-medium">{label}</span>
						<span className="ml-2 text-ink-faint tabular">{Math.round(confidence * 100)} % sure</span>
					</p>
					<ul className="mt-0.5 text-ink-soft">
						{signs.map((sign) => (
							<li key={sign} className="wrap-anywhere">
								{sign}
							</li>
						))}
					</ul>
					{unusual === undefined ? null : <p className="mt-2 text-pretty">{unusual}</p>}
				</div>
				{implies === undefined ? null : (
					<dl className="flex flex-col gap-1">
						<Row name="Lifetime" text={implies.lifetime} />
						<Row name="Renewal" text={implies.rotation} />
						<Row name="CA file" text={implies.caFile} />
						<Row name="Source" text={implies.source} />
					</dl>
				)}
			</div>
		</section>
	)
}

function Row({ name, text }: { readonly name: string; readonly text: string }) {
	return (
		<div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
			<dt className="text-ink-faint">{name}</dt>
			<dd className="min-w-0 wrap-anywhere">{text}</dd>
		</div>
	)
}
