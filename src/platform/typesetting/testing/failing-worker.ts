// A typesetting worker that misbehaves as its document says: it dies, it hangs, or it answers with the template's name and its process id.
process.on('message', (task: { id: number; template: string; data: string }) => {
  const wish = JSON.parse(task.data) as { die?: boolean; hang?: boolean };
  if (wish.die === true) process.kill(process.pid, 'SIGKILL');
  else if (wish.hang !== true) process.send?.({ id: task.id, pdf: Buffer.from(`${task.template} ${process.pid}`) });
});
process.on('disconnect', () => process.exit());
