// What lies can gain: the largest gain found from a misreport, per mechanism.

function incentivesFigure(section, model) {
  const searched = model.trials.filter(trial => num(trial.regretSearched) > 0 && num(trial.regretMicros) !== null);
  if (!searched.length)
    return section.append(
      el('p', {class: 'empty'}, 'No misreports were tried: an experiment asks for them with incentives: N.'),
    );
  const rows = incentiveRows(model, searched);
  figure(section, 'Incentives', frame => {
    frame.content.append(kindLegend(model));
    const grid = panelGrid(frame.content, true);
    panel(grid, {
      title: 'Largest gain found from a misreport',
      note: plural(searched.length, 'outcome') + ' searched',
      height: intervalHeight(rows),
      name: 'incentives',
      finding: incentivesFinding(rows),
      option: width =>
        intervalOption(
          rows,
          {
            type: 'value',
            min: 0,
            max: Math.max(0.01, ...rows.map(row => row.high)),
            name: 'gain / best welfare known',
            format: value => percent(value),
            lines: [],
          },
          width,
        ),
    });
    frame.caption(
      'For each outcome every participant (at most 20) tries misreports while the others tell the truth; the ' +
        'largest gain of any is taken as a share of the best welfare known. It is a lower bound: a lie that was ' +
        'not tried may gain more. Symbol: median over outcomes, thick bar: quartiles, thin line: least to ' +
        'greatest. Right: the median, and the share of participants for whom some lie paid. Price processes and ' +
        'central solvers meet reports in place of true values; a central solver asks for no payment.',
      incentivesFinding(rows),
    );
  });
  section.append(
    el(
      'details',
      {},
      el('summary', {}, 'Table of gains, with witnesses'),
      tableOf(
        'Largest gains found, and a misreport that gains as much.',
        ['Mechanism', 'Claims truth', 'Outcomes', 'Participants', 'With a lie that pays', 'Largest gain', 'On', 'Witness'],
        rows.map(row => [
          el('span', {class: 'nowrap'}, mark(row.kind), el('span', {class: 'id'}, row.label)),
          row.truthful ? 'yes' : 'no',
          count(row.n),
          count(row.participants),
          percent(row.paying / row.participants),
          money(row.worst.regretMicros),
          row.worst.regretMicros > 0 ? row.worst.instance : MISSING,
          row.worst.regretMicros > 0 ? row.worst.regretWitness : MISSING,
        ]),
        [2, 3, 4, 5],
      ),
    ),
  );
}

function incentiveRows(model, searched) {
  return model.mechanisms
    .map(mechanism => {
      const own = searched.filter(trial => trial.mechanism === mechanism.id);
      if (!own.length) return null;
      const shares = spread(
        own.map(trial => ratio(trial.regretMicros, model.byInstance.get(trial.instance)?.bestWelfareMicros) ?? 0),
      );
      const participants = own.reduce((sum, trial) => sum + num(trial.regretSearched), 0);
      const paying = own.reduce((sum, trial) => sum + num(trial.regretProfitable), 0);
      const worst = own.reduce((a, b) => (num(b.regretMicros) > num(a.regretMicros) ? b : a));
      return {
        ...shares,
        label: mechanism.id,
        kind: mechanism.kind,
        truthful: mechanism.claims.some(claim => String(claim).toLowerCase() === 'truthful'),
        from: shares.lower,
        to: shares.upper,
        participants,
        paying,
        worst,
        text: `${percent(shares.median)}  ${percent(paying / participants)} lie`,
        tip: tip(
          mechanism.name,
          `median ${percent(shares.median, 2)}, at most ${percent(shares.high, 2)} of the best welfare known`,
          `${count(paying)} of ${count(participants)} participants found a lie that pays`,
          paying ? worst.regretWitness : '',
        ),
      };
    })
    .filter(Boolean)
    .sort((a, b) => a.median - b.median || a.high - b.high || (a.label < b.label ? -1 : 1));
}

function incentivesFinding(rows) {
  const clean = rows.filter(row => row.paying === 0);
  const broken = rows.filter(row => row.truthful && row.paying > 0);
  const most = rows.reduce((a, b) => (b.paying / b.participants > a.paying / a.participants ? b : a));
  return (
    `No lie that pays was found in ${count(clean.length)} of ${plural(rows.length, 'mechanism')}` +
    (broken.length ? `; ${phrase(broken.map(row => row.label))} claim otherwise, but lies paid` : '') +
    (most.paying ? `; most often lies pay in ${most.label} (${percent(most.paying / most.participants)}).` : '.')
  );
}
