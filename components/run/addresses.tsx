import { outcomeMeaning, profileMeanings } from "#components/ui/meaning"
import { Mono } from "#components/ui/mono"
import { Status } from "#components/ui/status"
import type { AddressVerdict } from "#diagnosis/finding"

/** Every address of the name, and in what one differs from the first. */
export function Addresses({ addresses }: { readonly addresses: readonly AddressVerdict[] }) {
	const others = addresses.filter(({ differs }) => differs.length > 0).length
	return (
		<>
			<p className="mb-3 max-w-prose text-pretty font-semibold text-lg">
				{others === 0
					? `All ${addresses.length} addresses answer alike.`
					: `${others} of ${addresses.length} addresses ${others === 1 ? "differs" : "differ"} from the first.`}
			</p>
			<ul aria-label="Addresses" className="border-line border-t">
				{addresses.map((row) => (
					<li
						key={row.address}
						className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 break-inside-avoid border-line border-b py-2 text-sm md:grid-cols-[16rem_7rem_minmax(0,1fr)]"
					>
						<Mono>{row.address}</Mono>
						<Status meaning={outcomeMeaning(row.outcome, "tls")} className="self-start" />
						<div className="min-w-0 max-md:col-span-2">
							<p className="text-ink-soft wrap-anywhere">{row.text}</p>
							{row.differs.length === 0 ? null : (
								<ul className="mt-0.5 flex flex-col gap-0.5">
									{row.differs.map((text) => (
										<li key={text} className="flex items-start gap-2">
											<Status meaning={profileMeanings.differs} />
											<span className="min-w-0 wrap-anywhere">{text}</span>
										</li>
									))}
								</ul>
							)}
						</div>
					</li>
				))}
			</ul>
		</>
	)
}
