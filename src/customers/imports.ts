// What can be imported of customers.

import type { ImportKind } from '#platform/imports/import-kind.ts';
import { importContacts } from './import-contacts.ts';
import { importCustomers } from './import-customers.ts';
import { importShipTos } from './import-ship-tos.ts';
import { importTerms } from './import-terms.ts';

export const customerImports: readonly ImportKind[] = [importTerms, importCustomers, importShipTos, importContacts];
