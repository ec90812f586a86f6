// What each role may do, as the server keeps it.
import { Check } from 'lucide-react';

import { Card } from './card.tsx';
import { useRoles } from './company-wire.ts';

export function RoleTable() {
  const { roles, permissions } = useRoles();
  if (roles.length === 0) return null;
  return (
    <Card title="Roles" lead="What each role may do.">
      <div tabIndex={0} role="group" aria-label="Roles and permissions" className="overflow-x-auto -outline-offset-2">
        <table className="panel-table">
          <thead>
            <tr><th scope="col" className="min-w-60">May</th>{roles.map(({ role, title }) => <th key={role} scope="col" className="max-w-24 px-1! text-center! whitespace-normal!">{title}</th>)}</tr>
          </thead>
          <tbody>
            {permissions.map(({ permission, title }) => (
              <tr key={permission}>
                <th scope="row" className="whitespace-normal!">{title}</th>
                {roles.map(({ role, permissions: held }) => (
                  <td key={role} className="text-center!">
                    {held.includes(permission) ? <Check aria-label="Yes" size={15} className="mx-auto text-ok" /> : <span className="text-ink-3"><span aria-hidden="true">–</span><span className="sr-only">No</span></span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
