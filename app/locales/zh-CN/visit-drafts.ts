export const visitDrafts = {
  'visit_draft.title': '待确认的拜访记录',
  'visit_draft.note': '由助手起草，确认后才算数',
  'visit_draft.confirm': '确认记录',
  'visit_draft.look': '查看并确认',
  'visit_draft.drop': '不要',
  'visit_draft.dropped': '草稿已丢弃',
  'visit_draft.confirm_hint': '助手起草了这次拜访。请核对、补充后确认；确认之前不计入任何统计。',
  'visit_draft.too_many': '最多保留 {n} 份待确认的草稿，请先确认或丢弃。',
  'journal.verb.drafted': '由助手起草',
  'journal.verb.draft_dropped': '丢弃草稿',
  'visit.event.drafted': '由助手起草了拜访记录',
  'visit.event.draft_dropped': '丢弃了草稿',
} as const;
