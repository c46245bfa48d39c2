import { CopyButton } from "#components/ui/copy-button"
import { SectionHeading } from "#components/ui/heading"
import { forecastMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { RuntimeForecast } from "#diagnosis/finding"
import { forecastView } from "#report/forecast-view"

/** Whether clients of other runtimes would connect, with the very text that their users would see. */
export function Forecast({ forecast }: { readonly forecast: readonly RuntimeForecast[] }) {
	const { summary, rows } = forecastView(forecast)
	return (
		<section aria-label="Other runtimes" className="min-w-0">
			<SectionHeading>Would other runtimes connect?</SectionHeading>
			<p className="mb-2 max-w-prose text-pretty font-medium">{summary}</p>
			<ul aria-label="Runtimes" className="border-line border-t">
				{rows.map((row) => (
					<Runtime key={row.runtime} row={row} />
				))}
			</ul>
		</section>
	)
}

function Runtime({ row }: { readonly row: RuntimeForecast }) {
	return (
		<li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 break-inside-avoid border-line border-b py-2 text-sm lg:grid-cols-[8.5rem_13rem_minmax(0,1fr)_minmax(0,16rem)]">
			<span className="min-w-0 font-medium wrap-anywhere lg:col-start-2 lg:row-start-1">{row.label}</span>
			<Status
				meaning={forecastMeanings[row.verdict]}
				className="self-start max-lg:col-start-2 max-lg:row-start-1 lg:col-start-1"
			/>
			<div className="min-w-0 max-lg:col-span-2 lg:col-start-3">
				{row.error === undefined ? null : (
					<div className="mb-1 flex items-start gap-1 rounded-md border border-line bg-surface-sunken px-2 py-0.5">
						<Mono className="min-w-0 flex-1 py-0.5 text-xs leading-5">{row.error}</Mono>
						<CopyButton
							text={row.error}
							label={`Copy the error text of ${row.label}`}
							className="print:hidden"
						/>
					</div>
				)}
				<ul className="flex flex-col gap-0.5 text-ink-soft">
					{row.why.map((reason) => (
						<li key={reason} className="wrap-anywhere">
							{reason}
						</li>
					))}
				</ul>
			</div>
			<ul className="min-w-0 text-ink-faint text-xs leading-5 max-lg:col-span-2 lg:col-start-4">
				{row.sources.map(({ text, section }) => (
					<li key={`${text} ${section ?? ""}`} className="wrap-anywhere">
						{section === undefined ? text : `${text}, ${section}`}
					</li>
				))}
			</ul>
		</li>
	)
}
