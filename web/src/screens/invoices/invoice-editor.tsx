// The editor of a draft: head, lines, totals and the page beside them. Everything by keyboard; nothing is asked that can be known.
import { useNavigate } from '@tanstack/react-router';
import { Eye, FileCheck2, Save, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { useIsWide } from '../../app/use-is-wide.ts';
import { counted, formatMoney } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Textarea } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { useAfterTyping } from '../../kit/use-after-typing.ts';
import { useReadDays } from '../../kit/use-read-days.ts';
import { Page } from '../../shell/page.tsx';
import { bodyOf, type DraftForm } from './draft-form.ts';
import { isBillable, isEmptyLine, lineProblem, type DraftLine } from './draft-lines.ts';
import { DraftConflictDialog } from './draft-conflict-dialog.tsx';
import { DraftPaper } from './draft-paper.tsx';
import { DraftTotals } from './draft-totals.tsx';
import { EditorHead } from './editor-head.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { LineGrid } from './line-grid.tsx';
import './line-grid.css';
import { focusFirstCell } from './use-cell-focus.ts';
import { namesOf, UnprintableNote } from './unprintable-note.tsx';
import { useCustomer } from './use-customer.ts';
import { useDraftActions, type DraftActions, type SeenDraft } from './use-draft-actions.ts';
import { useDraftPreview, type DraftPreview } from './use-draft-preview.ts';

type InvoiceEditorProps = {
  readonly start: { readonly form: DraftForm; readonly lines: readonly DraftLine[]; readonly saved?: SeenDraft };
  readonly onNext: () => void;
  /** Opens the draft anew as it is at the server. */
  readonly onReload: (id: string) => void;
};

export function InvoiceEditor({ start, onNext, onReload }: InvoiceEditorProps) {
  const { today } = useSession().company;
  const navigate = useNavigate();
  const [form, setForm] = useState(start.form);
  const [lines, setLines] = useState<readonly DraftLine[]>(start.lines);
  const { body, keys } = bodyOf(form, lines);
  const actions = useDraftActions({
    body,
    typed: typedText(form, lines),
    saved: start.saved,
    onSaved: ({ document_id: id }) => {
      if (start.saved === undefined) void navigate({ to: '.', replace: true, search: { draft: id } as never });
      else if (start.saved.id !== id) void navigate({ to: `/invoices/${id}/edit`, replace: true });
    },
  });
  const days = useReadDays();
  const missing = days.isUnread ? 'The date can’t be read: correct it first.' : missingOf(form, lines);
  const preview = useDraftPreview(body, keys, actions.documentId);
  const customer = useCustomer(form.customer?.id);
  const paper = usePaper();
  const onForm = useCallback((change: Partial<DraftForm>) => setForm((now) => ({ ...now, ...change })), []);
  const verbs = useVerbs({ actions, preview, missing, onNext });
  const problem = actions.problem?.code === 'gate.held' || actions.conflict ? undefined : actions.problem ?? preview.problem;
  const name = form.kind === 'debit_note' ? 'debit note' : 'invoice';
  return (
    <Page
      title={actions.documentId ? `Draft ${name}` : `New ${name}`}
      beside={<EditorState preview={preview} isSaved={actions.documentId !== undefined && !actions.isDirty()} />}
      actions={<EditorButtons verbs={verbs} actions={actions} paper={paper} />}
    >
      <div className="relative flex min-h-0 grow">
        <div tabIndex={-1} className="min-h-0 min-w-0 grow basis-0 overflow-y-auto">
          <div className="grid gap-4 p-4">
            {problem && <ProblemBanner problem={problem} onRetry={preview.refresh} onClose={actions.problem ? actions.reset : undefined} />}
            <UnprintableNote list={preview.preview?.unprintable ?? []} />
            <EditorHead form={form} onForm={onForm} customer={customer} problem={problem} today={today} startsEmpty={start.form.customer === null} days={days} onEnter={focusFirstCell} />
            <LineGrid lines={lines} onLines={setLines} preview={preview} orderNumber={form.order?.id} issuedOn={form.issuedOn} today={today} />
            <div className="grid items-start gap-4 md:grid-cols-[1fr_auto]">
              <Field label="Note" hint="Printed below the lines"><Textarea value={form.note} rows={3} onValue={(note) => onForm({ note })} /></Field>
              <DraftTotals preview={preview} />
            </div>
          </div>
        </div>
        {paper.isOpen && <DraftPaper form={form} body={body} customer={customer} preview={preview} />}
      </div>
      {actions.conflict && <DraftConflictDialog conflict={actions.conflict} actions={actions} mine={preview.preview} onReload={onReload} />}
      {verbs.isAskingRelease && !actions.conflict && (
        <IssueDialog
          preview={preview.preview}
          problem={actions.problem?.code === 'gate.held' ? undefined : actions.problem}
          isBusy={actions.isSaving || actions.isIssuing}
          onIssue={(reason) => verbs.issueNow(reason)}
          onKeep={verbs.keepHeld}
          onClose={verbs.stopAsking}
        />
      )}
      <LeaveDialog isDirty={actions.isDirty} onSave={missing === undefined ? actions.save : undefined} />
    </Page>
  );
}

/** Beside the lines where there is room; over them it opens when asked for. */
function usePaper() {
  const isWide = useIsWide();
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? isWide;
  const toggle = () => setChosen(!isOpen);
  useKeys([{ keys: 'p|Alt+p', label: 'Show or hide the preview', group: 'Invoice', whileTyping: true, run: toggle }]);
  return { isOpen, toggle };
}

/** The keys of lines differ from one opening to the next; what was typed does not. */
function typedText(form: DraftForm, lines: readonly DraftLine[]): string {
  return JSON.stringify([form, lines.filter((line) => !isEmptyLine(line)).map(({ key: _key, ...line }) => line)]);
}

type VerbInput = {
  readonly actions: DraftActions;
  readonly preview: DraftPreview;
  /** What must be said before the draft can be saved. */
  readonly missing: string | undefined;
  readonly onNext: () => void;
};

function missingOf(form: DraftForm, lines: readonly DraftLine[]): string | undefined {
  if (form.customer === null) return 'Choose a customer first.';
  const at = lines.findIndex((line) => lineProblem(line) !== undefined);
  const line = lines[at];
  if (line) return `Line ${at + 1}: ${lineProblem(line)}`;
  return lines.some(isBillable) ? undefined : 'Type a line first.';
}

function useVerbs({ actions, preview, missing, onNext }: VerbInput) {
  const navigate = useNavigate();
  const mayIssue = useMay('invoice.issue');
  const [asking, setAsking] = useState<'page' | 'next'>();
  const isBusy = actions.isSaving || actions.isIssuing;
  /** Says what is missing instead of doing nothing. */
  const isReady = () => {
    if (missing !== undefined) showToast(missing, { tone: 'problem' });
    return missing === undefined && !isBusy;
  };
  const save = () => {
    if (!isReady()) return;
    actions.save().then((saved) => {
      if (saved) showToast(saved.status === 'held' ? `Saved; ${counted(saved.failures, 'check holds', 'checks hold')} it` : 'Saved as a draft');
    }, ignoreShown);
  };
  const issue = async (reason: string | null, then: 'page' | 'next') => {
    try {
      const issued = await actions.issue(reason);
      setAsking(undefined);
      tellIssued(issued, preview);
      if (then === 'next') onNext();
      else void navigate({ to: `/invoices/${issued.document_id}` });
    } catch (error) {
      // A check failed meanwhile: the preview is read again and the person decides. Other refusals stand above the lines.
      if (isHeld(error)) {
        preview.refresh();
        setAsking(then);
      }
    }
  };
  const askOrIssue = (then: 'page' | 'next') => {
    if (!mayIssue || !isReady()) return;
    if (preview.preview?.held) setAsking(then);
    else void issue(null, then);
  };
  const discard = () => void actions.discard().then((restore) => {
    // Undone after this screen is gone: saved anew, and opened again.
    showToast('Draft deleted', { undo: () => void restore().then((saved) => navigate({ to: `/invoices/${saved.document_id}/edit` }), showProblem) });
    void navigate({ to: '/invoices' });
  }, ignoreShown);
  const verbs = {
    mayIssue, discard, save, issue: askOrIssue, isAskingRelease: asking !== undefined,
    issueNow: (reason: string) => void issue(reason, asking ?? 'page'),
    stopAsking: () => setAsking(undefined),
    keepHeld: () => {
      setAsking(undefined);
      save();
    },
  };
  const whenCommitted = useCommit(verbs);
  useKeys([
    { keys: 'Mod+s', label: 'Save as a draft', group: 'Invoice', whileTyping: true, run: () => whenCommitted((now) => now.save()) },
    ...(mayIssue ? [
      { keys: 'Mod+Enter', label: 'Issue', group: 'Invoice', whileTyping: true, run: () => whenCommitted((now) => now.issue('page')) },
      { keys: 'Mod+Shift+Enter', label: 'Issue and begin the next', group: 'Invoice', whileTyping: true, run: () => whenCommitted((now) => now.issue('next')) },
    ] : []),
  ]);
  return verbs;
}

function tellIssued({ number, unprintable }: Awaited<ReturnType<DraftActions['issue']>>, { preview }: DraftPreview): void {
  showToast(`${number} issued${preview ? `: ${formatMoney(preview.total)}` : ''}`);
  if (unprintable.length > 0) showToast(`The paper of ${number} shows squares: no font draws ${namesOf(unprintable)}. A font is named in the setting FONTS.`, { tone: 'problem' });
}

/** Cells take a day or a product when they are left: a key pressed in one leaves it first, and acts on what it then says. */
function useCommit<Verbs>(verbs: Verbs): (act: (now: Verbs) => void) => void {
  const later = useAfterTyping((act: (now: Verbs) => void) => act(verbs));
  return (act) => {
    const cell = document.activeElement;
    if (cell instanceof HTMLInputElement) {
      cell.blur();
      cell.focus();
    }
    later(act);
  };
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'gate.held';
}

function ignoreShown(): void {
  // The refusal stands above the lines; there is nothing else to do with it here.
}

function EditorState({ preview, isSaved }: { readonly preview: DraftPreview; readonly isSaved: boolean }) {
  const held = preview.preview?.lines.reduce((sum, line) => sum + line.failures.length, 0) ?? 0;
  return (
    <span className="flex items-center gap-2">
      {held > 0 && <Badge tone="warn">{counted(held, 'check holds it', 'checks hold it')}</Badge>}
      {preview.preview && held === 0 && !preview.problem && <Badge tone="ok">All checks pass</Badge>}
      {isSaved && <span className="text-minor text-ink-3">Saved</span>}
    </span>
  );
}

type EditorButtonsProps = { readonly verbs: ReturnType<typeof useVerbs>; readonly actions: DraftActions; readonly paper: ReturnType<typeof usePaper> };

function EditorButtons({ verbs, actions, paper }: EditorButtonsProps) {
  return (
    <>
      {actions.documentId && <IconButton label="Delete the draft" icon={Trash2} small={false} onClick={verbs.discard} />}
      <Button look="quiet" icon={Eye} keys="Alt+p" aria-pressed={paper.isOpen} onClick={paper.toggle}>Preview</Button>
      <Button icon={Save} keys="Mod+s" busy={actions.isSaving} onClick={verbs.save}>Save</Button>
      {verbs.mayIssue && <Button look="primary" icon={FileCheck2} keys="Mod+Enter" busy={actions.isIssuing} onClick={() => verbs.issue('page')}>Issue</Button>}
    </>
  );
}
