// One thing that can be picked: a customer, a product, a person.

export type Option = { readonly id: string; readonly label: string; readonly detail?: string };
