import { Button as BaseButton } from "@base-ui/react/button"
import { cva, type VariantProps } from "class-variance-authority"
import Link from "next/link"
import type { ComponentProps } from "react"
import { cn } from "./class-names.tsx"

/*
 * <Button variant="primary|secondary|quiet|danger" size="md|sm|icon" onClick disabled type="submit">   a button
 * <ButtonLink href={address("/lab")} variant size>                                                    a link that looks like one
 */

const buttonClasses = cva(
	"inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors duration-150 disabled:cursor-not-allowed disabled:opacity-55 data-disabled:cursor-not-allowed data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
	{
		variants: {
			variant: {
				primary: "border-ink bg-ink text-surface hover:border-ink-soft hover:bg-ink-soft",
				secondary: "border-line-strong bg-surface-raised text-ink hover:bg-surface-sunken",
				quiet: "border-transparent bg-transparent text-ink-soft hover:bg-surface-sunken hover:text-ink",
				danger: "border-broken bg-surface-raised text-broken hover:bg-broken-wash",
			},
			size: {
				md: "h-9 px-3.5",
				sm: "h-7 px-2.5 text-xs",
				icon: "size-8 p-0",
			},
		},
		defaultVariants: { variant: "secondary", size: "md" },
	},
)

type Look = VariantProps<typeof buttonClasses>

/** A button. `type` is `button` unless said otherwise. */
export function Button({
	variant,
	size,
	className,
	...rest
}: Omit<ComponentProps<typeof BaseButton>, "className"> & Look & { readonly className?: string }) {
	return <BaseButton type="button" {...rest} className={cn(buttonClasses({ variant, size }), className)} />
}

/** A link with the look of a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
	return <Link {...rest} className={cn(buttonClasses({ variant, size }), className)} />
}
