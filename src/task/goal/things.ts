/**
 * What tables hold, each line one thing in nine languages, English first, so that
 * "prédire le prix" finds a column `price`. Verbs stand with what they ask for: what
 * something costs is its price. Other forms of a word need not be named. Ahead stands `+`
 * where people mostly predict it, `-` where they mostly predict by it.
 */
export const things = `
+ price cost value worth sell preis kosten kostet wert kaufpreis verkaufspreis prix couter coutera vaut valeur precio costar cuesta costara valor preco custar custa prezzo costare costera valore 价格 价钱 房价 售价 单价 价值 估价 価格 値段 住宅価格 цена цену цены стоимость стоимости стоит стоить
+ charges charge fee expenses bill paid payout claim amount gebuhr ausgaben auszahlung schaden schadenhohe depenses frais indemnite sinistre indemnise gastos siniestro importe despesas sinistro importo spese risarcimento 费用 赔付 赔款 料金 支払額 保険金 費用 расходы затраты выплата выплаты убыток
+ sale sales sold umsatz umsaetze verkauf verkaufe absatz vente ventes vendu venta ventas vendido venda vendas vendite venduto 销售 销售额 销量 卖出 売上 売上高 販売 販売数 продажа продажи продаж
+ revenue turnover proceeds erlos erlose einnahmen recette recettes ingreso ingresos receita faturamento ricavo ricavi fatturato chiffre_d_affaires facturacion 收入 营收 收益 营业额 収益 выручка выручку выручки
+ salary income wage pay earn earnings gehalt lohn einkommen verdienst verdienen verdient salaire revenu sueldo salario ingreso ganar gana renda ordenado stipendio reddito guadagnare guadagna 工资 薪资 薪水 年薪 給与 給料 年収 年俸 収入 賃金 зарплата зарплату доход дохода платят заработок
  age old alter edad idade eta 年龄 年齢 車齢 车龄 築年数 возраст возраста лет how_old wie_alt quel_age que_edad
  temperature temp warm hot temperatur temperatura chaleur 温度 气温 気温 水温 температура температуру how_hot how_warm
+ demand nachfrage bedarf demande demanda domanda 需求 需求量 需要 спрос спроса
  quantity amount menge quantite cantidad quantidade quantita 数量 количество
+ count number rentals rented cnt anzahl nombre numero numbers 数 人数 辆数 件数 число how_many wie_viele combien_de cuantos cuantas quantos quantas quanti quante сколько
+ churn churned attrition exited leave quit cancel resign kundigung kundigen kundigt abwanderung abwandern abspringen desabonnement resiliation resilier quitter depart abandono abandonar baja cancelar evasao evadir evadiu cancelamento sair abbandono abbandonare abbandonera disdetta disdire 流失 离职 离开 退订 解約 離脱 離職 退職 退会 отток оттока увольнение уйдет уходить уйти уйдут расторгнет
+ default defaulted repay ausfall ausfallen zahlungsausfall kreditausfall zuruckzahlen tilgen defaut defaillance rembourser impayes impago incumplimiento moroso morosidad inadimplencia inadimplente calote insolvenza insolvente inadempienza 违约 逾期 还款 デフォルト 債務不履行 貸倒 返済 延滞 дефолт дефолта невозврат вернет просрочка погасит
+ fraud fraudulent forged fake betrug betrugerisch betruger falschung frode fraude fraudulento fraudulenta fraudolenta fraudolento frauduleux frauduleuse 欺诈 诈骗 不正 詐欺 偽造 мошенничество мошеннический фрод
+ survived survival survive die death died mortality deceased uberleben uberlebt uberlebenschance sterben stirbt tod survie survivre survecu deces mourir sobrevivir sobrevivio supervivencia morir muerte sobreviver sobrevivencia sobreviveu morte sopravvivenza sopravvivere sopravvissuto morire 生存 生还 幸存 存活 死亡 выживание выжил выживет выживших умер смерть
+ species variety cultivar breed art arten sorte rasse espece variete especie variedad variedade varieta 物种 种类 品种 種 品種 種類 вид сорт порода
+ class classes type category klasse klassen typ kategorie rubrik classe categorie clase categoria rubrique tipo 类别 类型 类 栏目 分类 クラス カテゴリ 種類 分類 класс тип категория рубрика
+ label target etikett etiquette etiqueta rotulo etichetta 标签 ラベル метка метку
+ rating score stars note bewertung bewerten evaluation etoiles puntuacion calificacion estrellas avaliacao estrelas voto valutazione stelle punteggio 评分 星级 打分 評価 評点 スコア 星 рейтинг рейтинга оценка звезд балл
+ quality qualitat gute qualite calidad qualidade qualita 质量 品质 品質 качество качества
+ disease illness sick ill diabetes cancer krankheit erkrankung krank maladie malade enfermedad enfermo doenca doente malattia malato 疾病 患病 病气 病気 疾患 発症 болезнь болезни заболевание болен
+ diagnosis diagnose diagnostic tumor malignant benign diagnostico diagnosi tumour tumeur benigno maligno 诊断 肿瘤 診断 腫瘍 диагноз диагноза опухоль
  weight weigh mass heavy gewicht masse wiegt poids pese peso pesa massa 体重 重量 质量 重さ 重 вес веса масса весит how_heavy wie_schwer
  height tall grosse hohe taille hauteur altura estatura altezza 身高 高度 身長 高さ 高 рост роста высота how_tall wie_gross
+ rain rainfall precipitation regen niederschlag pluie precipitations lluvia llovera chuva chover pioggia piovera 降雨 雨量 降水量 降雨量 雨 дождь дождя осадки осадков
+ consumption energy electricity usage verbrauch stromverbrauch energieverbrauch energie strom consommation electricite consumo energia electricidad eletricidade elettricita 用电量 能耗 消耗 消費 消費量 電力消費量 消費電力 電力 油耗 потребление потребления энергопотребление расход
+ duration time minutes hours days dauer dauert zeit fahrzeit minuten stunden tage duree temps durer durera heures jours duracion tiempo durar durara minutos duracao tempo demora demorar durata durare minuti 时长 时间 用时 時間 所要時間 длительность время времени продолжительность длится how_long wie_lange combien_de_temps cuanto_tiempo quanto_tempo
+ delay late lateness verspatung verzogerung verspatet retard retraso demora tarde atraso atrasar ritardo 延误 晚点 遅延 遅れ задержка задержку опоздание опоздает how_late
+ profit margin gewinn marge benefice ganancia beneficio lucro profitto guadagno utile 利润 利益 прибыль прибыли
+ yield harvest crop ertrag ernte rendement recolte rendimiento cosecha rendimento colheita safra resa raccolto 产量 收成 收量 収量 収穫量 урожай урожайность
+ traffic volume verkehr trafic circulation trafico trafego traffico 车流量 流量 交通 交通量 трафик трафика движение
+ strength festigkeit druckfestigkeit resistance resistencia resistenza 强度 強度 прочность прочности
+ result outcome ergebnis ausgang resultat resultado desfecho risultato esito 结果 結果 результат результата исход
+ risk danger risiko gefahr risque riesgo peligro risco perigo rischio pericolo 风险 リスク 危険 риск риска опасность
  load last charge carga carico 负荷 負荷 нагрузка
+ range reichweite autonomie autonomia alcance 续航 续航里程 航続距離 запас_хода how_many_kilometers how_many_miles wie_viele_kilometer combien_de_kilometres cuantos_kilometros quantos_quilometros quanti_chilometri
+ rent miete mietpreis loyer alquiler renta arriendo aluguel affitto canone 租金 房租 賃料 家賃 аренда аренды арендная
+ fare fahrpreis tarif tarifa tariffa corsa 车费 运费 運賃 тариф
+ grade mark exam note noten nota notas voto puntaje calificacion klausur 成绩 分数 期末 成績 点数 得点 оценки оценка балл баллы
+ sentiment mood feeling stimmung humeur sentimiento sentimento 情感 情绪 感情 тональность настроение
+ spam pourriel 垃圾邮件 垃圾短信 垃圾 スパム 迷惑メール 迷惑 спам
- gender sex geschlecht sexe sexo sesso 性别 性別 пол пола
+ winner won win victory sieger gewinner gewinnt siegt vainqueur gagnant gagner gagne ganador ganar gana vencedor vencer vence vincitore vincere vince 胜者 获胜 胜负 赢 勝者 勝敗 勝 победитель победителя победит победа
  customers customer client visitors guests kunden kunde besucher gaste clients clientes clienti visiteurs visitantes visitatori 客户 顾客 客流 人数 顧客 来客 来客数 клиенты клиентов посетители
+ power output generation leistung erzeugung puissance production potencia produccion generacion potenza produzione producao 功率 发电量 発電量 出力 мощность мощности выработка
+ satisfaction satisfied happy happiness zufriedenheit zufrieden satisfait satisfecho satisfaccion satisfacao satisfeito soddisfatto soddisfazione felicidad felicita 满意 满意度 満足 満足度 довольны удовлетворенность
+ converted conversion convert subscribe buy purchase bought kaufen kauft kauf abschluss achat acheter acheterait compra comprar comprara recompra acquisto acquistare 购买 转化 购 買う 購入 成約 покупка купит
+ clicked click ctr klick klicken clic clique cliquer clicar 点击 クリック клик
+ approved approval accepted granted passed pass admission bewilligt genehmigt bestanden besteht zugelassen accepte approuve reussi reussir aprobado aprobar aprueba aprovado aprovar approvato promosso superato 通过 批准 录取 合格 承認 одобрен одобрят сдаст
+ readmitted readmission rehospitalisation rehospitalise wiederaufnahme reingreso readmissao riammissione 再入院 повторная
+ failure fail breaks broken defect defective fault breakdown ausschuss ausfallen ausfall defekt fehler storung panne defaut fallo averia defecto falha defeito quebra guasto difetto 故障 不良 缺陷 瑕疵 不良品 欠陥 отказ откажет откажут брак дефект поломка сломается
+ cancelled canceled cancellation storniert stornierung storno annulation annule cancelacion cancelado cancelamento annullamento cancellato cancellazione 取消 キャンセル отмена отменят
+ noshow no_show absent absence fehlt fehlen falta faltar assente 缺席 爽约 欠席 не_придет
+ bankrupt bankruptcy bust insolvency insolvent pleite konkurs insolvenz faillite quiebra bancarrota falencia fallimento 破产 倒产 倒産 банкротство банкрот
+ severity severe schwere gravite gravedad gravidade gravita 严重 严重程度 重症度 тяжесть
+ concentration level konzentration gehalt taux concentracion nivel concentracao concentrazione livello 浓度 含量 水平 濃度 концентрация содержание уровень
+ capacity kapazitat capacite capacidad capacidade capacita 容量 ёмкость емкость
+ poisonous toxic edible giftig essbar veneneux comestible venenoso venenosa commestibile velenoso 有毒 食用 毒 ядовитый съедобный
+ wear verschleiss verschleissgrad usure desgaste usura 磨损 摩耗 износ
+ lifetime rul remaining_useful_life remaining_life lebensdauer restlebensdauer duree_de_vie vida_util vita_utile 剩余寿命 寿命 残存寿命 ресурс срок_службы
+ stay nights los length_of_stay verweildauer aufenthalt aufenthaltsdauer ubernachtungen sejour nuitees nuits estancia noches estadia noites soggiorno notti degenza 住院天数 泊 宿泊数 入院日数 пребывание
+ points goals runs tore punkte buts puntos goles pontos gols punti gol 进球 得分 得点 очки голы
+ passengers riders ridership fahrgaste passagiere voyageurs passagers pasajeros passageiros passeggeri 乘客 客流 进站人数 乗客 пассажиры
+ comments shares likes views kommentare commentaires comentarios commenti 评论 コメント комментарии
+ emission emissions co2 emissionen ausstoss emisiones emissoes emissioni 排放 排放量 排出量 выбросы
+ accident crash collision unfall accidente acidente incidente 事故 авария аварию дтп
+ viscosity viskositat viscosite viscosidad viscosidade viscosita 粘度 вязкость
  humidity feuchte feuchtigkeit luftfeuchtigkeit humidite humedad umidade umidita 湿度 влажность
+ medal medaille medalla medalha medaglia 奖牌 メダル медаль
+ tip trinkgeld pourboire propina gorjeta mancia 小费 チップ чаевые
+ pollution pm25 ozone luftqualitat verschmutzung contaminacion ozono poluicao inquinamento 污染 空气质量 大気汚染 загрязнение
  t ton tons tonne tonnes tonnen tonelada toneladas tonnellata tonnellate тонна тонны тонн 吨 トン
  ha hectare hectares hektar hectarea hectareas hectar hectarias ettaro ettari гектар гектара га 公顷 ヘクタール
  kg kilo kilos kilogram kilograms kilogramm kilogrammes kilogramos kilogrammi килограмм кг 公斤 千克 キロ
  kwh kilowattstunden kilowatt_hours kilowattheures квтч 千瓦时
- area surface size sqft sqm squaremeter flache wohnflache grundflache quadratmeter superficie tamano metros metri_quadri metri 面积 大小 面積 広さ площадь площади
- floor storey stockwerk etage piso andar piano 楼层 階 階数 этаж этажа
- rooms room bedroom bedrooms zimmer raume schlafzimmer pieces chambres habitaciones cuartos quartos stanze locali vani 房间 卧室 部屋 間取り комнаты комнат
- location district neighborhood region zone lage bezirk stadtteil viertel quartier barrio zona bairro regiao quartiere 地段 位置 区域 地区 地域 場所 район района регион
- city stadt ville ciudad cidade citta 城市 都市 город города
- country land pays pais paese 国家 国 страна
- built construction baujahr year_built annee_de_construction ano anno 建成 築 год_постройки
- year years jahr annee ano anno 年份 年 年式 год года
- month monat mois mes mese 月份 月 месяц
- weekday day_of_week dayofweek dow wochentag jour_de_la_semaine dia_de_la_semana dia_semana dia_da_semana giorno_della_settimana 星期 周几 曜日 день_недели
- hour uhrzeit heure hora ora 小时 时段 时刻 時刻 時間帯 час часа
- date datum fecha 日期 日付 дата
- weather season wetter jahreszeit meteo saison clima tiempo estacion stagione tempo 天气 季节 天気 季節 погода погоды сезон
- wind viento vent vento 风 风速 風速 風 ветер ветра
- pressure druck pression presion pressao pressione 压力 气压 圧力 気圧 давление
- distance km entfernung strecke distanz distancia distanza 距离 距離 走行距離 расстояние how_far
- mileage odometer kilometerstand laufleistung kilometrage kilometraje quilometragem chilometraggio 里程 走行距離 пробег
- brand marke hersteller marque marca 品牌 ブランド メーカー марка бренд
- color colour farbe couleur cor colore 颜色 色 цвет
- length lange longueur longitud comprimento lunghezza 长度 長さ длина
- width breite largeur ancho anchura largura larghezza 宽度 幅 ширина
- store shop filiale geschaft laden magasin tienda loja negozio 门店 商店 店舗 店 магазин
- product item produkt artikel produit article producto articulo produto prodotto articolo 产品 商品 製品 товар продукт
- promotion promo aktion rabatt offre promocion oferta promocao promozione offerta 促销 活动 キャンペーン 割引 акция акций скидка
- holiday feiertag ferien ferie vacances festivo feriado 节假日 假期 祝日 休日 праздник
- experience berufserfahrung erfahrung experiencia esperienza 经验 経験 стаж опыт
- job position role occupation beruf stelle poste metier puesto cargo lavoro 职位 职业 職種 役職 должность профессия
- education studies bildung abschluss etudes educacion estudios educacao istruzione 学历 教育 学歴 образование
- language sprache langue idioma lingua 语言 言語 язык
- smoker smokes raucher fumeur fumador fumante fumatore 吸烟 喫煙 курит
- tenure antiguedad betriebszugehorigkeit vertragsdauer anciennete antiguidade anzianita 在网时长 在籍期間 契約期間 стаж
- plan contract vertrag tarifplan contrat contrato contratto piano 套餐 合同 契約 プラン тариф договор
- payment zahlung zahlungsart paiement pago pagamento 支付 支払 оплата
- complaints beschwerden reclamations reclamaciones reclamacoes reclami 投诉 苦情 クレーム жалобы
- text message review title wortzahl texte texto mensaje resena testo messaggio recensione mensagem 文本 评论内容 标题 本文 テキスト レビュー текст сообщение отзыв
- name nom nombre nome 姓名 名称 名前 имя название
- id nr number num code key index identifier identificador numero matricula codigo codice 编号 序号 番号 номер код
- fuel treibstoff kraftstoff carburant combustible combustivel carburante 燃料 燃油 топливо
- engine hubraum motor moteur cylindree cilindrada motore cilindrata 排量 排气量 排気量 двигатель
- attendance absences fehltage faltas assiduite asistencia assenze presenze 出勤率 出席率 посещаемость
- blood blut sang sangre sangue 血液 кровь
- glucose sugar zucker sucre azucar acucar glicose zucchero 血糖 血糖値 сахар глюкоза
- sensor vibration vibracion vibrazione capteur 传感器 振动 センサー 振動 датчик вибрация
- soil boden sol suelo solo suolo 土壤 土 почва
- fertilizer fertiliser dunger engrais abono fertilizante concime 肥料 施肥量 удобрение
- water wasser eau agua acqua 水 вода
- merchant handler commercant comercio comerciante commerciante 商户 加盟店 магазин
`
  .trim()
  .split('\n');
