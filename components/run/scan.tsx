import { millisecondWords } from "#components/ui/duration"
import { SectionHeading } from "#components/ui/heading"
import { profileMeanings } from "#components/ui/meaning"
import { Breakable, Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { Report } from "#report/report"
import { scanSections, scanSummary } from "#report/scan-view"
import { ScanSections } from "./scan-sections.tsx"

type ScanReport = NonNullable<Report["scan"]>

/** What the server takes in one sentence, and what it cost to find out. */
export function ScanHead({ scan }: { readonly scan: ScanReport }) {
	return (
		<>
			<h2 className="max-w-prose text-pretty font-semibold text-lg">{scanSummary(scan)}</h2>
			<p className="mt-0.5 mb-5 text-ink-faint text-sm">
				Asked at <Mono>{scan.peerAddress}</Mono>
				{scan.sni === null ? " without a server name" : ""}, {scan.connections} connections of at most{" "}
				{scan.connectionsMax}, {millisecondWords(scan.durationMs)}
				{scan.stopped ? ". Stopped before it was finished." : ""}
			</p>
		</>
	)
}

/** What the scan saw: Mozilla's profiles with their reasons, then every answer. */
export function Scan({ scan }: { readonly scan: ScanReport }) {
	return (
		<>
			<Profiles profiles={scan.profiles} />
			<ScanSections sections={scanSections(scan)} />
			{scan.problems.length === 0 ? null : (
				<section className="mb-7 break-inside-avoid">
					<SectionHeading level={3}>What could not be asked or read</SectionHeading>
					<ul className="border-line border-t">
						{scan.problems.map((problem) => (
							<li key={problem} className="border-line border-b py-1.5 text-ink-soft text-sm wrap-anywhere">
								{problem}
							</li>
						))}
					</ul>
				</section>
			)}
		</>
	)
}

const profileNames = { modern: "Mozilla, modern", intermediate: "Mozilla, intermediate" } as const

function Profiles({ profiles }: { readonly profiles: ScanReport["profiles"] }) {
	if (profiles.length === 0) return null
	return (
		<section className="mb-7 break-inside-avoid">
			<SectionHeading level={3}>Against Mozilla's profiles</SectionHeading>
			<dl className="border-line border-t">
				{profiles.map(({ profile, verdict, reasons }) => (
					<div key={profile} className="border-line border-b py-1.5 text-sm">
						<dt className="flex flex-wrap items-center gap-x-3">
							{profileNames[profile]}
							<Status meaning={profileMeanings[verdict]} />
						</dt>
						<dd>
							<ul className="mt-0.5 flex flex-col gap-0.5 text-ink-soft">
								{reasons.map((reason) => (
									<li key={reason} className="wrap-anywhere">
										<Breakable>{reason}</Breakable>
									</li>
								))}
							</ul>
						</dd>
					</div>
				))}
			</dl>
		</section>
	)
}
